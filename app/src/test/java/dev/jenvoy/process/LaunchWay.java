package dev.jenvoy.process;

import dev.jenvoy.process.os.LibC;

/** The ways to run commands; each must fulfil every contract. */
enum LaunchWay {
    NATIVE {
        @Override
        Commands commands() {
            return new LimitedCommands(launcher(new NativeLauncher()));
        }
    },
    /** Behaves like a kernel before 5.3. */
    NATIVE_WITHOUT_PID_DESCRIPTORS {
        @Override
        Commands commands() {
            return new LimitedCommands(launcher(new NativeLauncher(pid -> -1)));
        }
    },
    PORTABLE {
        @Override
        Commands commands() {
            return new PortableCommands(PortableLauncher.find()
                    .orElseThrow(() -> new AssertionError("this test needs the program setsid (util-linux)")));
        }
    };

    abstract Commands commands();

    private static Launcher launcher(Launcher launcher) {
        if (LibC.obstacle().isPresent()) {
            throw new AssertionError("this test needs 64-bit Linux with glibc 2.34 or newer");
        }
        return launcher;
    }
}
