package dev.jenvoy.process;

/** The ways to run commands; each must pass every contract. */
enum Way {
    NATIVE {
        @Override
        Commands commands() {
            if (!LibC.isUsable()) {
                throw new AssertionError("this test needs 64-bit Linux with glibc 2.34 or newer");
            }
            return new LimitedCommands(new NativeLauncher());
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
}
