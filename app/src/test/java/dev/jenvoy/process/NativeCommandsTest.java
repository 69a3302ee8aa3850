package dev.jenvoy.process;

final class NativeCommandsTest extends CommandsContract {
    @Override
    Commands commands() {
        return new LimitedCommands(new NativeLauncher());
    }
}
