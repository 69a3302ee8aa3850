package dev.jenvoy.sender.facts;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says where a sender's payloads have their facts. Some facts are read in the same way for every event. The others are in
 * rows: the first row whose condition holds is used. The paths that a payload is scanned for derive from the readers.
 */
public final class FactTable {

    /** The condition of the last row. */
    public static final FactReader<Boolean> ALWAYS = FactReader.isEventWith("");

    private final Common common;
    private final List<Row> rows;
    private final Set<String> names;
    private final JsonPaths paths;

    private FactTable(Common common, List<Row> rows, Set<String> names, Set<String> titles) {
        this.common = common;
        this.rows = List.copyOf(rows);
        this.names = Set.copyOf(names);
        this.paths = JsonPaths.withOptional(names, titles);
    }

    /** Returns every path that is read. */
    public JsonPaths paths() {
        return paths;
    }

    /** Returns every path that is read, but those of titles, if the payload lies below a place, which is empty or ends with a dot. */
    public Set<String> pathsBelow(String place) {
        return names.stream().map(path -> place + path).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads a payload of this event.
     *
     * @return at least one; several where one payload is about several branches
     * @throws InvalidPayload when a name cannot be one, or a required fact is not there
     * @throws JsonFacts.WrongType when a value has another type than the sender documents
     */
    public List<Facts> read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        for (Row row : rows) {
            if (row.condition.holds(event, json)) {
                List<Facts> all = row.all(common, event, json);
                return all.isEmpty() ? rows.get(rows.size() - 1).all(common, event, json) : all;
            }
        }
        throw new IllegalStateException("the last row is for every event");
    }

    /** Begins a table with the facts that every event has at the same place. */
    public static Common common() {
        return new Common();
    }

    /** Reads the facts that every event has at the same place. */
    public static final class Common {

        private FactReader<String> action = FactReader.nothing();
        private FactReader<Owner> owner = FactReader.nothing();
        private FactReader<Repository> repository = FactReader.nothing();
        private FactReader<String> sender = FactReader.nothing();
        private FactReader<String> title = FactReader.nothing();
        private final List<FactReader<?>> others = new ArrayList<>();

        private Common() {}

        public Common action(FactReader<String> reader) {
            action = reader;
            return this;
        }

        public Common owner(FactReader<Owner> reader) {
            owner = reader;
            return this;
        }

        public Common repository(FactReader<Repository> reader) {
            repository = reader;
            return this;
        }

        /** Reads owner and repository from one place, or only an owner from another. */
        public Common project(FactReader<FullName> project, FactReader<Owner> otherwise) {
            return owner(project.as(FullName::owner).or(otherwise)).repository(project.as(FullName::repository));
        }

        public Common sender(FactReader<String> reader) {
            sender = reader;
            return this;
        }

        /** Reads the title of what every event may be about, where its row has no title of its own. */
        public Common title(FactReader<String> reader) {
            title = reader;
            return this;
        }

        /** Declares a reader that the sender asks besides, such as that of the event. */
        public Common declare(FactReader<?> reader) {
            others.add(reader);
            return this;
        }

        /** Ends the table with these rows. The last row must be for every event. */
        public FactTable rows(Row... rows) {
            Set<String> paths = new LinkedHashSet<>();
            others.forEach(reader -> paths.addAll(reader.paths()));
            for (FactReader<?> reader : List.of(action, owner, repository, sender)) {
                paths.addAll(reader.paths());
            }
            Set<String> titles = new LinkedHashSet<>(title.paths());
            for (Row row : rows) {
                paths.addAll(row.paths());
                titles.addAll(row.titlePaths());
            }
            return new FactTable(this, List.of(rows), paths, titles);
        }
    }

    /** Begins the row of events for which the condition holds. */
    public static Row when(FactReader<Boolean> condition) {
        return new Row(condition);
    }

    /** Begins the last row, which is for every event. */
    public static Row otherwise() {
        return when(ALWAYS);
    }

    /** Reads the facts of some events. */
    public static final class Row {

        private final FactReader<Boolean> condition;
        private @Nullable String object;
        private @Nullable String list;
        private FactReader<RefName> branch = FactReader.nothing();
        private FactReader<RefName> tag = FactReader.nothing();
        private FactReader<String> ref = FactReader.nothing();
        private FactReader<String> sha = FactReader.nothing();
        private FactReader<Long> number = FactReader.nothing();
        private FactReader<Boolean> deletion = FactReader.nothing();
        private FactReader<String> title = FactReader.nothing();

        private Row(FactReader<Boolean> condition) {
            this.condition = condition;
        }

        /** Has this row's readers look below an object. */
        public Row below(String path) {
            object = path;
            return this;
        }

        /** Has this row's readers look into each element of a list. An empty list is read by the table's last row. */
        public Row each(String path) {
            list = path;
            return this;
        }

        public Row branch(FactReader<RefName> reader) {
            branch = reader;
            return this;
        }

        public Row tag(FactReader<RefName> reader) {
            tag = reader;
            return this;
        }

        public Row ref(FactReader<String> reader) {
            ref = reader;
            return this;
        }

        /** Reads branch or tag from a full reference, and the reference itself. */
        public Row fullRef(FactReader<String> reader) {
            return ref(reader).branch(FactReader.branchOf(reader)).tag(FactReader.tagOf(reader));
        }

        public Row sha(FactReader<String> reader) {
            sha = reader;
            return this;
        }

        public Row number(FactReader<Long> reader) {
            number = reader;
            return this;
        }

        public Row deletion(FactReader<Boolean> reader) {
            deletion = reader;
            return this;
        }

        /** Reads the title; one that cannot be read rejects nothing. */
        public Row title(FactReader<String> reader) {
            title = reader;
            return this;
        }

        private List<Facts> all(Common common, Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
            if (list == null) {
                return List.of(one(common, event, json, object == null ? json : json.below(object)));
            }
            List<Facts> all = new ArrayList<>();
            for (int i = 0; i < json.size(list); i++) {
                all.add(one(common, event, json, json.below(list + "." + i)));
            }
            return all;
        }

        private Facts one(Common common, Event event, JsonFacts json, JsonFacts own)
                throws InvalidPayload, JsonFacts.WrongType {
            return Facts.about(event)
                    .action(common.action.read(event, json))
                    .owner(common.owner.read(event, json))
                    .repository(common.repository.read(event, json))
                    .sender(common.sender.read(event, json))
                    .branch(branch.read(event, own))
                    .tag(tag.read(event, own))
                    .ref(ref.read(event, own))
                    .sha(sha.read(event, own))
                    .number(number.read(event, own))
                    .deletion(deletion.holds(event, own))
                    .title(title(common, event, json, own))
                    .build();
        }

        private @Nullable String title(Common common, Event event, JsonFacts json, JsonFacts own) {
            try {
                @Nullable String ownTitle = title.read(event, own);
                return ownTitle == null ? common.title.read(event, json) : ownTitle;
            } catch (InvalidPayload | JsonFacts.WrongType e) {
                return null;
            }
        }

        private Set<String> titlePaths() {
            Set<String> all = new LinkedHashSet<>();
            title.paths().forEach(path -> all.add(place() + path));
            return all;
        }

        private String place() {
            return object == null ? list == null ? "" : list + ".*." : object + ".";
        }

        private Set<String> paths() {
            Set<String> all = new LinkedHashSet<>(condition.paths());
            String before = place();
            for (FactReader<?> reader : List.of(branch, tag, ref, sha, number, deletion)) {
                reader.paths().forEach(path -> all.add(before + path));
            }
            return all;
        }
    }
}
