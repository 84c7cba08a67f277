package ai.kelix.testkit.conformance.operation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the operations that a class tests; those that none names are a failure. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Exercises {
  /** Returns the methods of {@code Tensor} or {@code Tensors}. */
  String[] value();
}
