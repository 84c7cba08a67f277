package ai.kelix.onnx.internal.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An environment of ONNX Runtime without the shutdown hook that its constructor registers.
 *
 * <p>The Java machine keeps hooks until it ends, and with this one the class loader of the
 * application and the mapped library: each redeployment in an application server would leak both.
 * The library offers no way round it, so this makes the object as its constructor does, but for the
 * hook, and frees the native part when it is no longer needed.
 */
final class UnhookedEnvironment {
  private static final String LIBRARY = "ai.onnxruntime.OnnxRuntime";
  private static final String ALLOCATOR = "ai.onnxruntime.OrtAllocator";

  /** Of the JDK's module jdk.unsupported; not everywhere, so looked for at run time. */
  private static final String FACTORY = "sun.reflect.ReflectionFactory";

  private final OrtEnvironment environment;
  private final long apiHandle;
  private final long nativeHandle;

  /**
   * Makes an environment.
   *
   * @throws ReflectiveOperationException if this version of the library, or this Java, is another
   *     inside
   * @throws RuntimeException if access is refused, or the library fails
   */
  UnhookedEnvironment(OrtLoggingLevel level, String name) throws ReflectiveOperationException {
    // Before the library initialises itself its handle of the interface is zero.
    Class.forName(OrtEnvironment.class.getName(), true, OrtEnvironment.class.getClassLoader());
    Field api = accessible(Class.forName(LIBRARY).getDeclaredField("ortApiHandle"));
    Field folder = accessible(Class.forName(LIBRARY).getDeclaredField("tempDirectory"));
    Field handle = accessible(OrtEnvironment.class.getDeclaredField("nativeHandle"));
    Field allocator = accessible(OrtEnvironment.class.getDeclaredField("defaultAllocator"));
    Constructor<?> allocatorOf =
        Class.forName(ALLOCATOR).getDeclaredConstructor(long.class, boolean.class);
    allocatorOf.setAccessible(true);
    closing();
    Object made = blank().newInstance();
    this.apiHandle = api.getLong(null);
    allocator.set(made, allocatorOf.newInstance(defaultAllocator(), true));
    this.nativeHandle = create(level, name);
    handle.setLong(made, nativeHandle);
    this.environment = (OrtEnvironment) made;
    delete(folder.get(null));
  }

  /**
   * Deletes the folder that the library made for its files and, given them elsewhere, left empty.
   * It would stay until the Java machine ends, one for each class loader, and for ever if that is
   * killed.
   */
  private static void delete(@Nullable Object folder) {
    if (folder instanceof Path path) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // It has files after all, which go at the exit, as the library means it.
      }
    }
  }

  private static Field accessible(Field field) {
    field.setAccessible(true);
    return field;
  }

  private static Method method(String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    Method method = OrtEnvironment.class.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  /** Returns a constructor that leaves all fields as they are, as deserialisation has it. */
  private static Constructor<?> blank() throws ReflectiveOperationException {
    Class<?> type = Class.forName(FACTORY);
    Object factory = type.getMethod("getReflectionFactory").invoke(null);
    Method maker = type.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
    Constructor<?> plain = Object.class.getDeclaredConstructor();
    return (Constructor<?>) maker.invoke(factory, OrtEnvironment.class, plain);
  }

  private Object defaultAllocator() throws ReflectiveOperationException {
    return method("getDefaultAllocator", long.class).invoke(null, apiHandle);
  }

  private long create(OrtLoggingLevel level, String name) throws ReflectiveOperationException {
    Method create = method("createHandle", long.class, int.class, String.class);
    return (long) create.invoke(null, apiHandle, level.getValue(), name);
  }

  private static Method closing() throws ReflectiveOperationException {
    return method("close", long.class, long.class);
  }

  OrtEnvironment environment() {
    return environment;
  }

  /** Frees the native part, after everything that was made with it. */
  void free() {
    try {
      closing().invoke(null, apiHandle, nativeHandle);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("ONNX Runtime could not be ended: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("ONNX Runtime changed while it was running", e);
    }
  }
}
