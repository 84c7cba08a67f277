package ai.kelix.testkit.conformance;

import ai.kelix.tensor.program.BackendOptions;
import ai.kelix.tensor.program.BackendProvider;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the laboratory of the suite that runs to each test class; one backend is opened a suite.
 */
public final class LaboratoryExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(LaboratoryExtension.class);

  /** Called by JUnit. */
  public LaboratoryExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Laboratory.class;
  }

  @Override
  public Laboratory resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String provider =
        context
            .getConfigurationParameter(BackendConformance.PROVIDER)
            .orElseThrow(
                () ->
                    new ExtensionConfigurationException(
                        "no backend is named: run these tests through a class that extends"
                            + " BackendConformance and has a @ConfigurationParameter "
                            + BackendConformance.PROVIDER));
    return context
        .getRoot()
        .getStore(SPACE)
        .getOrComputeIfAbsent(provider, LaboratoryExtension::open, Laboratory.class);
  }

  private static Laboratory open(String provider) {
    try {
      Class<?> type = Class.forName(provider);
      BackendProvider opened = (BackendProvider) type.getDeclaredConstructor().newInstance();
      return new Laboratory(opened.open(BackendOptions.DEFAULTS));
    } catch (ReflectiveOperationException e) {
      throw new ExtensionConfigurationException(
          provider + " is no BackendProvider with a constructor without parameters", e);
    }
  }
}
