package org.chartseal.web.page;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ognl.NoSuchPropertyException;
import ognl.ObjectPropertyAccessor;
import ognl.OgnlException;
import org.jspecify.annotations.Nullable;

/**
 * Lets templates write {@code ${row.name}} for {@code row.name()}, as records and most of the portal's own types have it. The
 * expression language by itself knows only getters. An {@link Optional} is its value, or null.
 */
final class PlainProperties extends ObjectPropertyAccessor {

    private static final String OWN = "org.chartseal.";

    private final ClassValue<Map<String, Optional<Method>>> methods = new ClassValue<>() {
        @Override
        protected Map<String, Optional<Method>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    // The expression language's own interface is without type arguments.
    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Object getProperty(Map context, Object target, Object name) throws OgnlException {
        Optional<Method> method = methods.get(target.getClass())
                .computeIfAbsent(name.toString(), wanted -> find(target.getClass(), wanted));
        if (method.isEmpty()) {
            return super.getProperty(context, target, name);
        }
        try {
            Object value = method.get().invoke(target);
            return value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
        } catch (IllegalAccessException | InvocationTargetException failed) {
            throw new NoSuchPropertyException(target, name, failed);
        }
    }

    private static Optional<Method> find(Class<?> type, String name) {
        if (!type.getName().startsWith(OWN)) {
            return Optional.empty();
        }
        try {
            Method method = type.getMethod(name);
            method.setAccessible(true);
            return method.getReturnType() == void.class ? Optional.empty() : Optional.of(method);
        } catch (NoSuchMethodException none) {
            return Optional.empty();
        }
    }
}
