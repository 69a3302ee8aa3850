package dev.jenvoy.option.json;

/** A value in the making: its key, for messages, and where to report. */
public record KeyContext(String key, ProblemCollector report) {
    public KeyContext item(int index) {
        return new KeyContext(key + "[" + index + "]", report);
    }

    public void error(JsonNode node, String message) {
        report.error(key, node.at(), message);
    }

    public void warning(JsonNode node, String message) {
        report.warning(key, node.at(), message);
    }
}
