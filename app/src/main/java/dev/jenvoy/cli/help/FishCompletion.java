package dev.jenvoy.cli.help;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the script for fish. */
final class FishCompletion {

    private static final String HEAD = """
            # Completion of jenvoy for fish: jenvoy completion fish | source
            function __jenvoy_at
                set -l path
                for word in (commandline -opc)[2..-1]
                    set -l longer $path $word
                    contains -- "$longer" $__jenvoy_commands; and set path $longer
                end
                test "$path" = "$argv"
            end

            function __jenvoy_hooks
                set -l folder hooks
                test -d $folder; or set folder @HOOKS@
                test -d $folder; and find -L $folder/ -path $folder/samples -prune -o -type f -perm -u+x ! -name '.*' -print 2>/dev/null |
                    string replace -r "^"(string escape --style=regex $folder/) "" | head -n 200
            end

            function __jenvoy_entries
                set -l cache (test -n "$XDG_CACHE_HOME"; and echo $XDG_CACHE_HOME; or echo $HOME/.cache)/jenvoy/entries
                if not find $cache -mmin -1 2>/dev/null | string length -q
                    mkdir -p (dirname $cache)
                    set -l program (commandline -opc)[1]
                    $program deliveries list --limit 30 2>/dev/null | string match -rg '^([0-9]+) ' >$cache
                end
                cat $cache 2>/dev/null
            end

            """;

    private FishCompletion() {}

    /** @param hooks the hooks folder for a shell whose working folder has no hooks folder */
    static String script(List<CompletionTree.Node> nodes, String hooks) {
        StringBuilder script = new StringBuilder(HEAD.replace("@HOOKS@", quoted(hooks)));
        script.append("set -g __jenvoy_commands");
        nodes.forEach(node -> {
            if (!node.path().isEmpty()) {
                script.append(' ').append(quoted(String.join(" ", node.path())));
            }
        });
        script.append("\ncomplete -c jenvoy -e\ncomplete -c jenvoy -f\n");
        for (CompletionTree.Node node : nodes) {
            String at = "complete -c jenvoy -n " + quoted("__jenvoy_at " + String.join(" ", node.path()));
            node.commands()
                    .forEach((name, about) -> script.append(at)
                            .append(" -a ")
                            .append(quoted(name))
                            .append(" -d ")
                            .append(quoted(about))
                            .append('\n'));
            for (CompletionTree.Values values : node.parameters()) {
                String offered = offered(values);
                if (!offered.isEmpty()) {
                    script.append(at).append(offered).append('\n');
                }
            }
            for (CompletionTree.Choice option : node.options()) {
                script.append(at);
                for (String name : option.names()) {
                    script.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
                }
                script.append(taken(option.values()))
                        .append(" -d ")
                        .append(quoted(option.about()))
                        .append('\n');
            }
        }
        return script.toString();
    }

    private static String taken(CompletionTree.@Nullable Values values) {
        if (values == null) {
            return "";
        }
        return (values.kind() == CompletionTree.Kind.ANY ? " -x" : " -r") + offered(values);
    }

    private static String offered(CompletionTree.Values values) {
        return switch (values.kind()) {
            case ANY -> "";
            case FILE -> " -F";
            case LISTED -> " -f -a " + quoted(String.join(" ", values.listed()));
            case LISTED_OR_FILE -> " -F -a " + quoted(String.join(" ", values.listed()));
            case HOOK -> " -f -a '(__jenvoy_hooks)'";
            case ENTRY -> " -f -k -a '(__jenvoy_entries)'";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
