package dev.jenvoy.process;

/** Starts commands of other accounts through their helpers, and all others with another launcher. */
final class HelpedLauncher implements Launcher {

    private final Launcher launcher;

    HelpedLauncher(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Child launch(Command command) throws StartRefused, InterruptedException {
        if (command.helper().isEmpty()) {
            return launcher.launch(command);
        }
        return new HelpedChild(
                launcher.launch(command.started()), command.helper().get());
    }
}
