package dev.jenvoy.forge.service;

import dev.jenvoy.http.WebAddress;

/**
 * A repository of a forge.
 *
 * @param owner the user, organisation, workspace or project; a group of GitLab with all groups above
 * @param name the name in its address
 */
public record Repo(String owner, String name) {

    public Repo {
        if (owner.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("a repository without a name");
        }
    }

    /** Returns owner and name for a path, each encoded. */
    public String path() {
        return WebAddress.encode(owner) + "/" + WebAddress.encode(name);
    }

    /** Returns the full name as one part of a path. */
    public String part() {
        return WebAddress.encode(owner + "/" + name);
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
