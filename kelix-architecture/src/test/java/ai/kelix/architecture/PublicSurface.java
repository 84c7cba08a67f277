package ai.kelix.architecture;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes all public and protected types and members of the packages that a module exports to
 * everybody as sorted lines.
 */
final class PublicSurface {
  private PublicSurface() {}

  static String of(ModuleReference module) throws IOException, ClassNotFoundException {
    StringBuilder text = new StringBuilder();
    for (String name : names(module)) {
      Class<?> type = Class.forName(name, false, PublicSurface.class.getClassLoader());
      if (visible(type.getModifiers()) && enclosingVisible(type)) {
        text.append(type.toGenericString()).append(ancestors(type)).append('\n');
        members(type).forEach(line -> text.append("  ").append(line).append('\n'));
      }
    }
    return text.toString();
  }

  private static SortedSet<String> names(ModuleReference module) throws IOException {
    Set<String> exported =
        module.descriptor().exports().stream()
            .filter(export -> !export.isQualified())
            .map(Exports::source)
            .collect(Collectors.toSet());
    try (ModuleReader reader = module.open()) {
      return reader
          .list()
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .map(file -> file.substring(0, file.length() - 6).replace('/', '.'))
          .filter(name -> exported.contains(name.substring(0, name.lastIndexOf('.'))))
          .collect(Collectors.toCollection(TreeSet::new));
    }
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
