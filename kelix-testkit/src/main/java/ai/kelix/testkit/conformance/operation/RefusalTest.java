package ai.kelix.testkit.conformance.operation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A test of what an operation refuses, and in which words. */
@Test
@Tag(RefusalTest.TAG)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface RefusalTest {
  String TAG = "refusal";
}
