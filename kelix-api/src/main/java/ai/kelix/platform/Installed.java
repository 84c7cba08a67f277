package ai.kelix.platform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * What is installed of one service. The library's own class loader is asked first and that of the
 * calling thread second: in an executable jar, a web application or a plug-in the threads of a
 * shared pool know nothing of the application, and the application may know more than the library.
 *
 * <p>A provider that cannot be loaded here, as one for a later Java, leaves the others alone.
 *
 * @param usable one provider of each class, in the order in which they were found
 * @param unusable the providers that cannot be loaded, each with the reason
 */
public record Installed<S>(List<S> usable, List<String> unusable) {
  private static final Logger LOG = Loggers.getLogger(Installed.class);

  /** Copies the lists. */
  public Installed {
    usable = List.copyOf(usable);
    unusable = List.copyOf(unusable);
  }

  /**
   * Looks for providers; each call looks anew and makes new instances.
   *
   * @param service whose class loader is the library's own
   * @param with {@code loader -> ServiceLoader.load(Service.class, loader)}; written where the
   *     service is used, because Java asks the module of that code whether it uses the service
   */
  public static <S> Installed<S> find(
      Class<S> service, Function<@Nullable ClassLoader, ServiceLoader<S>> with) {
    Search<S> search = new Search<>();
    ClassLoader own = service.getClassLoader();
    search.through(with.apply(own));
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null && !context.equals(own)) {
      search.through(with.apply(context));
    }
    search.forgetTwins();
    search.unusable.forEach(
        reason -> LOG.debug("skipping a provider of {}: {}", service.getName(), reason));
    return new Installed<>(search.usable, List.copyOf(search.unusable));
  }

  /** Returns a sentence about what cannot be used, for the end of a message; empty if all can. */
  public String complaint() {
    return unusable.isEmpty()
        ? ""
        : unusable.stream().collect(Collectors.joining("; ", "; cannot be used here: ", ""));
  }

  private static final class Search<S> {
    private final List<S> usable = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    /** A second copy of the library in another class loader is not to be complained of. */
    void forgetTwins() {
      unusable.removeIf(reason -> known.stream().anyMatch(reason::contains));
    }

    void through(ServiceLoader<S> loader) {
      Iterator<S> providers = loader.iterator();
      String failure = "";
      while (true) {
        try {
          if (!providers.hasNext()) {
            return;
          }
          S provider = providers.next();
          if (known.add(provider.getClass().getName())) {
            usable.add(provider);
          }
          failure = "";
        } catch (ServiceConfigurationError | LinkageError e) {
          String reason = Unloadable.reason(e);
          if (reason.equals(failure)) {
            return; // The loader itself is at fault and would say so for ever.
          }
          failure = Objects.requireNonNull(reason);
          if (!unusable.contains(reason)) {
            unusable.add(reason);
          }
        }
      }
    }
  }
}
