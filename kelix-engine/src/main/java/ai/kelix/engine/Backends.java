package ai.kelix.engine;

import ai.kelix.BackendException;
import ai.kelix.platform.Installed;
import ai.kelix.tensor.program.Backend;
import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.BackendProvider;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Chooses a backend by name; two candidates without a choice are an error, never a guess. */
public final class Backends {

  private Backends() {}

  /** Returns the names of those that can be used here, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(byName(installed()).keySet());
  }

  /**
   * Opens a backend. One that this Java cannot load counts as little as one that is not there, but
   * the messages tell of it.
   *
   * @param name which one; empty if there is only one
   * @throws BackendException if it is not on the class path, or none is, or several are and no name
   *     is given
   */
  public static Backend open(Optional<String> name, BackendOptions options) {
    Installed<BackendProvider> installed = installed();
    NavigableMap<String, BackendProvider> found = byName(installed);
    if (found.isEmpty()) {
      throw new BackendException(
          installed.unusable().isEmpty()
              ? "no backend is on the class path: add ai.kelix:kelix-backend-onnx or"
                  + " ai.kelix:kelix-backend-libtorch"
              : "no backend on the class path can be used: "
                  + String.join("; ", installed.unusable()));
    }
    if (name.isEmpty() && found.size() > 1) {
      throw new BackendException(
          "several backends are on the class path, choose one by name: " + found.keySet());
    }
    BackendProvider chosen = found.get(name.orElseGet(found::firstKey));
    if (chosen == null) {
      throw new BackendException(
          String.format(
              Locale.ROOT,
              "no backend is named '%s'; on the class path are %s%s",
              name.orElseThrow(),
              found.keySet(),
              installed.complaint()));
    }
    return chosen.open(options);
  }

  /**
   * Tells whether the backend that {@link #open} would open copies 16-bit matrices to float32; if
   * there is none to open, as most do.
   */
  static boolean widensWhole(Optional<String> name) {
    NavigableMap<String, BackendProvider> found = byName(installed());
    BackendProvider chosen =
        found.size() == 1 && name.isEmpty()
            ? found.firstEntry().getValue()
            : found.get(name.orElse(""));
    return chosen == null || chosen.widensWhole();
  }

  private static Installed<BackendProvider> installed() {
    return Installed.find(
        BackendProvider.class, loader -> ServiceLoader.load(BackendProvider.class, loader));
  }

  private static NavigableMap<String, BackendProvider> byName(
      Installed<BackendProvider> installed) {
    NavigableMap<String, BackendProvider> byName = new TreeMap<>();
    for (BackendProvider provider : installed.usable()) {
      BackendProvider twin = byName.put(provider.name(), provider);
      if (twin != null) {
        throw new BackendException(
            String.format(
                Locale.ROOT,
                "two backends are named '%s': %s and %s; keep one on the class path",
                provider.name(),
                twin.getClass().getName(),
                provider.getClass().getName()));
      }
    }
    return byName;
  }
}
