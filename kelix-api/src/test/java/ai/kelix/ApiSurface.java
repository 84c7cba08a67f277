package ai.kelix;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes all public and protected types and members of compiled classes as sorted lines, but those
 * of the package that is exported to Kelix's own modules alone.
 */
final class ApiSurface {
  private ApiSurface() {}

  static String of(Path classes) throws IOException, ClassNotFoundException {
    StringBuilder text = new StringBuilder();
    for (String name : names(classes)) {
      Class<?> type = Class.forName(name, false, ApiSurface.class.getClassLoader());
      if (visible(type.getModifiers()) && enclosingVisible(type)) {
        text.append(type.toGenericString()).append(ancestors(type)).append('\n');
        members(type).forEach(line -> text.append("  ").append(line).append('\n'));
      }
    }
    return text.toString();
  }

  private static SortedSet<String> names(Path classes) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .map(file -> classes.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.startsWith("ai/kelix/platform/"))
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .forEach(file -> names.add(file.substring(0, file.length() - 6).replace('/', '.')));
    }
    return names;
  }

  private static String ancestors(Class<?> type) {
    List<String> names = new ArrayList<>();
    Class<?> parent = type.getSuperclass();
    if (parent != null && parent != Object.class) {
      names.add(parent.getName());
    }
    Stream.of(type.getGenericInterfaces()).forEach(face -> names.add(face.getTypeName()));
    return names.isEmpty() ? "" : " : " + String.join(", ", names);
  }

  private static SortedSet<String> members(Class<?> type) {
    TreeSet<String> lines = new TreeSet<>();
    for (Field field : type.getDeclaredFields()) {
      add(lines, field, field, field.toGenericString());
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      add(lines, constructor, constructor, constructor.toGenericString());
    }
    for (Method method : type.getDeclaredMethods()) {
      add(lines, method, method, method.toGenericString());
    }
    return lines;
  }

  private static void add(
      SortedSet<String> lines, Member member, AnnotatedElement element, String line) {
    if (visible(member.getModifiers()) && !member.isSynthetic()) {
      lines.add(element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " + line : line);
    }
  }

  private static boolean visible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static boolean enclosingVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null || (visible(outer.getModifiers()) && enclosingVisible(outer));
  }
}
