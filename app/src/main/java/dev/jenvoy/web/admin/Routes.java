package dev.jenvoy.web.admin;

import dev.jenvoy.web.admin.http.Route;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the route for a path. Immutable. Rejects two routes for the same method and path. */
final class Routes {

    private final List<Form> forms;

    /** The result of a search. */
    sealed interface Found {

        /** The matching route. */
        record Match(Route route, Map<String, String> variables) implements Found {}

        /** The path exists, but not for this method. */
        record OtherMethods(Set<String> allowed) implements Found {}

        /** The path does not exist. */
        record Nothing() implements Found {}
    }

    /** A parsed template with its routes by method. */
    private record Form(List<String> parts, Map<String, Route> methods) {

        Optional<Map<String, String>> variables(List<String> path) {
            if (path.size() != parts.size()) {
                return Optional.empty();
            }
            Map<String, String> variables = new HashMap<>();
            for (int at = 0; at < parts.size(); at++) {
                String part = parts.get(at);
                if (isVariable(part)) {
                    variables.put(part.substring(1, part.length() - 1), path.get(at));
                } else if (!part.equals(path.get(at))) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }

        /** Returns a sort key. Of two templates, the one with fixed text at the first difference sorts first. */
        String rank() {
            StringBuilder rank = new StringBuilder();
            parts.forEach(part -> rank.append(isVariable(part) ? '1' : '0'));
            return rank.toString();
        }
    }

    Routes(List<Route> routes) {
        Map<String, Form> byTemplate = new LinkedHashMap<>();
        for (Route route : routes) {
            Form form = byTemplate.computeIfAbsent(
                    route.template(), template -> new Form(parts(template), new LinkedHashMap<>()));
            if (form.methods().put(route.method(), route) != null) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.template());
            }
        }
        forms = byTemplate.values().stream()
                .sorted(Comparator.comparing(Form::rank))
                .toList();
    }

    Found find(String method, String path) {
        List<String> parts = parts(path);
        Set<String> allowed = new TreeSet<>();
        for (Form form : forms) {
            Optional<Map<String, String>> variables = form.variables(parts);
            if (variables.isEmpty()) {
                continue;
            }
            Route route = form.methods().get(method.equals("HEAD") ? "GET" : method);
            if (route != null) {
                return new Found.Match(route, variables.get());
            }
            allowed.addAll(form.methods().keySet());
        }
        if (allowed.isEmpty()) {
            return new Found.Nothing();
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return new Found.OtherMethods(allowed);
    }

    private static boolean isVariable(String part) {
        return part.startsWith("{") && part.endsWith("}");
    }

    private static List<String> parts(String path) {
        return List.of(path.split("/", -1));
    }
}
