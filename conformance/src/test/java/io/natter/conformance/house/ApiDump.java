package io.natter.conformance.house;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a module shows to others, one signature a line: public types of exported packages, and what they let others use.
 *
 * <p>Thread-safe: pure but for reading classes.
 */
final class ApiDump {
    private static final Pattern SEALED = Pattern.compile("\\b(non-)?sealed ");

    private ApiDump() {}

    /** The signatures of the module whose classes are in {@code folder}, sorted by type. */
    static List<String> of(Path folder) {
        ModuleReference module = ModuleFinder.of(folder).findAll().iterator().next();
        Set<String> exported = module.descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        var lines = new ArrayList<String>();
        for (String name : new TreeSet<>(classNames(folder))) {
            Class<?> type = load(name);
            if (exported.contains(type.getPackageName()) && isShown(type) && !isGenerated(type)) {
                add(type, lines);
            }
        }
        return lines;
    }

    private static List<String> classNames(Path folder) {
        return Tree.at(folder).files("", ".class").stream()
                .map(file -> folder.relativize(file).toString())
                .filter(file -> !file.endsWith("-info.class"))
                .map(file ->
                        file.substring(0, file.length() - ".class".length()).replace(java.io.File.separatorChar, '.'))
                .toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiDump.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + ": got no such class on the path of this test", e);
        }
    }

    private static boolean isShown(Class<?> type) {
        boolean isOpen = (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
        return isOpen && (type.getDeclaringClass() == null || isShown(type.getDeclaringClass()));
    }

    private static boolean isGenerated(Class<?> type) {
        return Arrays.stream(type.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Generated"));
    }

    private static void add(Class<?> type, List<String> lines) {
        // A JDK before 21 does not print that a type is sealed.
        lines.add(SEALED.matcher(type.toGenericString()).replaceFirst("") + parents(type));
        var members = new TreeSet<String>();
        if (type.isRecord()) {
            members.add(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .map(Type::getTypeName)
                    .collect(Collectors.joining(", ", "components (", ")")));
        }
        for (Field field : type.getDeclaredFields()) {
            addMember(field, field.toGenericString(), members);
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            addMember(constructor, constructor.toGenericString(), members);
        }
        for (Method method : type.getDeclaredMethods()) {
            addMember(method, method.toGenericString(), members);
        }
        members.forEach(member -> lines.add("    " + member));
    }

    private static <M extends AccessibleObject & Member> void addMember(
            M member, String signature, Set<String> members) {
        boolean isOpen = (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
        if (isOpen && !member.isSynthetic()) {
            String owner = member.getDeclaringClass().getTypeName() + ".";
            members.add(signature.replace(" " + owner, " "));
        }
    }

    private static String parents(Class<?> type) {
        var parents = new ArrayList<String>();
        Type above = type.getGenericSuperclass();
        if (above != null && above != Object.class && !type.isRecord() && !type.isEnum()) {
            parents.add(above.getTypeName());
        }
        for (Type face : type.getGenericInterfaces()) {
            parents.add(face.getTypeName());
        }
        return parents.isEmpty() ? "" : " : " + String.join(", ", parents);
    }
}
