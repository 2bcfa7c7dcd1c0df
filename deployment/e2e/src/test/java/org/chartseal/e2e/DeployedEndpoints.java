package org.chartseal.e2e;

import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the portal that was built answers to, by the annotations of its compiled classes. */
final class DeployedEndpoints {

    private static final List<Class<?>> ANSWERING = List.of(Path.class, WebServlet.class);

    private DeployedEndpoints() {}

    /** Verb and address of each, such as {@code GET /files/{file}}; servlets of its own as {@code SERVLET /assets/*}. */
    static Set<String> all() {
        java.nio.file.Path portal =
                java.nio.file.Path.of(System.getProperty("chartseal.home"), "deployment/server/target/portal");
        java.nio.file.Path classes = portal.resolve("chartseal.war/WEB-INF/classes");
        try (Stream<java.nio.file.Path> files = Files.walk(portal);
                Stream<java.nio.file.Path> compiled = Files.walk(classes)) {
            List<URL> path = new ArrayList<>(List.of(url(classes)));
            files.filter(file -> file.toString().endsWith(".jar"))
                    .map(DeployedEndpoints::url)
                    .forEach(path::add);
            try (URLClassLoader loader =
                    new URLClassLoader(path.toArray(URL[]::new), DeployedEndpoints.class.getClassLoader())) {
                Set<String> all = new TreeSet<>();
                compiled.filter(DeployedEndpoints::mayAnswer)
                        .map(file -> classes.relativize(file).toString())
                        .map(file -> file.substring(0, file.length() - ".class".length())
                                .replace(java.io.File.separatorChar, '.'))
                        .forEach(name -> of(load(loader, name), all));
                return all;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether a class names one of the annotations; others may need parts of the server to be loaded. */
    private static boolean mayAnswer(java.nio.file.Path file) {
        if (!file.toString().endsWith(".class")) {
            return false;
        }
        try {
            String compiled = Files.readString(file, StandardCharsets.ISO_8859_1);
            return ANSWERING.stream().anyMatch(type -> compiled.contains(type.descriptorString()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Class<?> load(ClassLoader loader, String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static void of(Class<?> type, Set<String> all) {
        WebServlet servlet = type.getAnnotation(WebServlet.class);
        if (servlet != null) {
            Stream.concat(Stream.of(servlet.value()), Stream.of(servlet.urlPatterns()))
                    .forEach(pattern -> all.add("SERVLET " + pattern));
        }
        Path base = type.getAnnotation(Path.class);
        if (base == null) {
            return;
        }
        for (Method method : type.getDeclaredMethods()) {
            Path sub = method.getAnnotation(Path.class);
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    all.add(verb.value() + " " + address(base.value() + (sub == null ? "" : "/" + sub.value())));
                }
            }
        }
    }

    /** With single slashes, and without the expressions that bound what an id may be. */
    private static String address(String declared) {
        String named = declared.replaceAll("\\{(\\w+): (?:[^{}]|\\{[^{}]*})*}", "{$1}");
        String plain = ("/" + named).replaceAll("/+", "/");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private static URL url(java.nio.file.Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
