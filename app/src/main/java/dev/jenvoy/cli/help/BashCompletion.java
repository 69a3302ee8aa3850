package dev.jenvoy.cli.help;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the script for bash, which zsh runs with its own emulation. */
final class BashCompletion {

    private static final String HEAD = """
            # Completion of jenvoy for bash and zsh: source <(jenvoy completion bash)
            if [ -n "${ZSH_VERSION-}" ]; then
              autoload -U +X compinit && compinit -u
              autoload -U +X bashcompinit && bashcompinit
            fi

            """;

    /** Files are left to the shell, by an empty answer. The list of deliveries is asked for once a minute at most. */
    private static final String HELPERS = """
            _jenvoy_hooks() {
              local folder=hooks
              [ -d "$folder" ] || folder=@HOOKS@
              (cd "$folder" 2>/dev/null && find -L . -path ./samples -prune -o -type f -perm -u+x ! -name '.*' -print 2>/dev/null |
                sed 's|^\\./||' | sort | head -n 200)
            }

            _jenvoy_entries() {
              local cache="${XDG_CACHE_HOME:-$HOME/.cache}/jenvoy/entries"
              if [ -z "$(find "$cache" -mmin -1 2>/dev/null)" ]; then
                (umask 077; mkdir -p "${cache%/*}" && "$1" deliveries list --limit 30 2>/dev/null |
                  sed -n 's/^\\([0-9][0-9]*\\) .*/\\1/p' >"$cache.$$"; mv -f "$cache.$$" "$cache") 2>/dev/null
              fi
              cat "$cache" 2>/dev/null
            }

            _complete_jenvoy() {
              local cur="${COMP_WORDS[COMP_CWORD]}" at="" word i=1 known="" wants="" before=""
              COMPREPLY=()
              while [ "$i" -lt "$COMP_CWORD" ]; do
                word="${COMP_WORDS[i]}"
                if [ -n "$wants" ]; then
                  # bash takes an equals sign for a word.
                  [ "$word" = "=" ] || wants=""
                else
                  case "$at $word" in
            @COMMANDS@) at="$at $word" ;;
                    *" -"*) case "$at $word" in
            @TAKING@) wants="$word" ;;
                      esac ;;
                  esac
                fi
                i=$((i + 1))
              done
              [ "$cur" != "=" ] || cur=""
              case "$cur" in
                --*=*)
                  wants="${cur%%=*}"
                  before="$wants="
                  cur="${cur#*=}" ;;
              esac
              if [ -n "$wants" ]; then
                case "$at $wants" in
            @VALUES@        *) return 0 ;;
                esac
              else
                case "$cur" in
                  -*) case "$at" in
            @OPTIONS@          esac ;;
                  *) case "$at" in
            @WORDS@          esac ;;
                esac
              fi
              # shellcheck disable=SC2207 # words without blanks; zsh has no mapfile
              COMPREPLY=($(compgen -P "$before" -W "$known" -- "$cur"))
            }

            complete -F _complete_jenvoy -o default jenvoy ./jenvoy
            """;

    private BashCompletion() {}

    /** @param hooks the hooks folder for a shell whose working folder has no hooks folder */
    static String script(List<CompletionTree.Node> nodes, String hooks) {
        List<String> commands = new ArrayList<>();
        List<String> taking = new ArrayList<>();
        Map<String, List<String>> values = new LinkedHashMap<>();
        StringBuilder options = new StringBuilder();
        StringBuilder words = new StringBuilder();
        for (CompletionTree.Node node : nodes) {
            String at = node.path().stream().map(word -> " " + word).collect(Collectors.joining());
            if (!at.isEmpty()) {
                commands.add(quoted(at));
            }
            List<String> names = new ArrayList<>();
            for (CompletionTree.Choice option : node.options()) {
                names.addAll(option.names());
                CompletionTree.Values taken = option.values();
                if (taken != null) {
                    for (String name : option.names()) {
                        taking.add(quoted(at + " " + name));
                        if (taken.kind() != CompletionTree.Kind.ANY) {
                            values.computeIfAbsent(known(List.of(taken)), known -> new ArrayList<>())
                                    .add(quoted(at + " " + name));
                        }
                    }
                }
            }
            options.append("            ")
                    .append(quoted(at))
                    .append(") known=")
                    .append(quoted(String.join(" ", names)))
                    .append(" ;;\n");
            List<CompletionTree.Values> all = new ArrayList<>(node.parameters());
            if (!node.commands().isEmpty()) {
                all.add(new CompletionTree.Values(
                        CompletionTree.Kind.LISTED, List.copyOf(node.commands().keySet())));
            }
            words.append("            ")
                    .append(quoted(at))
                    .append(") known=")
                    .append(known(all))
                    .append(" ;;\n");
        }
        StringBuilder cases = new StringBuilder();
        values.forEach((known, patterns) -> cases.append("        ")
                .append(String.join(" | ", patterns))
                .append(") known=")
                .append(known)
                .append(" ;;\n"));
        String body = HELPERS.replace("@HOOKS@", quoted(hooks))
                .replace("@COMMANDS@", "        " + String.join(" | ", commands))
                .replace("@TAKING@", "          " + String.join(" | ", taking))
                .replace("@VALUES@", cases)
                .replace("@OPTIONS@", options)
                .replace("@WORDS@", words);
        return HEAD + body;
    }

    /** Returns a word of the shell with all these values; files are left to the shell. */
    private static String known(List<CompletionTree.Values> values) {
        StringBuilder known = new StringBuilder();
        for (CompletionTree.Values value : values) {
            known.append(
                    switch (value.kind()) {
                        case ANY, FILE -> "";
                        case LISTED, LISTED_OR_FILE -> quoted(String.join(" ", value.listed()) + " ");
                        case HOOK -> "\"$(_jenvoy_hooks) \"";
                        case ENTRY -> "\"$(_jenvoy_entries \"${COMP_WORDS[0]}\") \"";
                    });
        }
        return known.isEmpty() ? "\"\"" : known.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
