package dev.jenvoy.config;

/** A value in the making: its key, for messages, and where to report. */
record Place(String key, Report report) {
    Place item(int index) {
        return new Place(key + "[" + index + "]", report);
    }

    void error(Node node, String message) {
        report.error(key, node.at(), message);
    }

    void warning(Node node, String message) {
        report.warning(key, node.at(), message);
    }
}
