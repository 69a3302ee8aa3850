package dev.jenvoy.dispatch.output;

import dev.jenvoy.delivery.OutputSink;

/** Where the output of running actions can be followed. Stays on the machine that runs them. */
public interface RunningOutputs {

    /** Ignores all output: no client follows. */
    RunningOutputs NONE = new RunningOutputs() {
        @Override
        public OutputSink sinkOf(long entry, int position, int attempt) {
            return OutputSink.NONE;
        }

        @Override
        public void ended(long entry, int position) {
            // No client follows.
        }
    };

    /** Takes the output of an action that starts now. */
    OutputSink sinkOf(long entry, int position, int attempt);

    /** That action has ended. */
    void ended(long entry, int position);
}
