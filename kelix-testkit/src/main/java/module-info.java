/** A backend in plain Java, and the conformance suite that every backend runs. */
module ai.kelix.testkit {
  requires static transitive org.jspecify;
  requires transitive ai.kelix.tensor;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;
  requires transitive org.junit.platform.suite.api;
  requires com.fasterxml.jackson.databind;

  exports ai.kelix.testkit;
  exports ai.kelix.testkit.conformance;
  exports ai.kelix.testkit.reference;

  opens ai.kelix.testkit.conformance to
      org.junit.platform.commons;
  opens ai.kelix.testkit.conformance.gradient to
      org.junit.platform.commons;
  opens ai.kelix.testkit.conformance.life to
      org.junit.platform.commons;
  opens ai.kelix.testkit.conformance.operation to
      org.junit.platform.commons;
}
