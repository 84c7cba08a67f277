package ai.kelix;

/**
 * How far the download of a model has come.
 *
 * @param model the name that was asked for
 * @param file what is being fetched, relative to the model folder
 * @param bytes of the whole model that are on this machine; falls when a part turns out damaged or
 *     the server cannot go on where it stopped
 * @param totalBytes of the whole model
 */
public record DownloadProgress(String model, String file, long bytes, long totalBytes) {}
