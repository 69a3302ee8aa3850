package dev.jenvoy.app.keep;

import dev.jenvoy.permission.Flaw;
import dev.jenvoy.permission.StrictModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps root out of folders that other users may change: a link of theirs would lead root to any file of the machine. */
final class ForeignFolder {

    private ForeignFolder() {}

    /**
     * Does nothing for other users than root, who can do no more than they could without this program.
     *
     * @param folder a folder, which may be missing: those above it count too
     * @throws DataArchive.Failure when this process is root's, and another user may change the folder or one above it
     */
    static void refuse(@Nullable Path folder) throws DataArchive.Failure {
        StrictModes modes = StrictModes.of(Map.of());
        if (folder == null || !modes.isRoot()) {
            return;
        }
        Optional<Flaw> flaw = modes.look(folder).stream().filter(Flaw::isGrave).findFirst();
        if (flaw.isPresent()) {
            throw new DataArchive.Failure(words(folder, flaw.get()), null);
        }
    }

    private static String words(Path folder, Flaw flaw) {
        if (flaw.kind() != Flaw.Kind.OTHER_OWNER) {
            return "root does not work in " + folder + ": " + flaw.wordsWithPath("it");
        }
        String user = owner(flaw);
        return "root does not work in " + folder + ", because user " + user + " may change "
                + (flaw.step() == Flaw.Step.ITSELF ? "it" : flaw.at()) + ": run this as that user, with sudo -u " + user
                + ", or use a folder that only root may change";
    }

    private static String owner(Flaw flaw) {
        try {
            String name = Files.getOwner(flaw.at(), LinkOption.NOFOLLOW_LINKS).getName();
            // A user without a name, as in containers: sudo takes the number after this sign.
            return name.matches("[0-9]+") ? "'#" + name + "'" : name;
        } catch (IOException e) {
            return "'#" + flaw.id() + "'";
        }
    }
}
