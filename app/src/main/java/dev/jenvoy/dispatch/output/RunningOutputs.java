package dev.jenvoy.dispatch.output;

import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.delivery.output.RunningLog;

/** Where the output of running actions can be followed. Stays on the machine that runs them. */
public interface RunningOutputs {

    /** No client follows. */
    RunningOutputs NONE = new RunningOutputs() {
        @Override
        public OutputSink sinkOf(long entry, int position, int attempt, RunningLog log) {
            return log::write;
        }

        @Override
        public void ended(long entry, int position) {
            // No client follows.
        }
    };

    /** Takes the output of an action that starts now, into its log. */
    OutputSink sinkOf(long entry, int position, int attempt, RunningLog log);

    /** That action has ended. */
    void ended(long entry, int position);
}
