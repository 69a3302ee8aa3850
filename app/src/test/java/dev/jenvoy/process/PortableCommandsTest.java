package dev.jenvoy.process;

final class PortableCommandsTest extends CommandsContract {
    @Override
    Commands commands() {
        return new LimitedCommands(PortableLauncher.find().orElseThrow());
    }
}
