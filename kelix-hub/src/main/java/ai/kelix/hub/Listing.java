package ai.kelix.hub;

import java.util.List;

/**
 * A model's files in one state.
 *
 * @param commit that the revision stands for
 * @param files that are to be fetched
 */
record Listing(String commit, List<RemoteFile> files) {
  Listing {
    files = List.copyOf(files);
  }

  long totalBytes() {
    return files.stream().mapToLong(RemoteFile::size).sum();
  }
}
