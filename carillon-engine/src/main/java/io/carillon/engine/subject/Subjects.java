package io.carillon.engine.subject;

import io.carillon.engine.Slot;
import io.carillon.engine.database.Columns;
import io.carillon.engine.database.Rows;
import io.carillon.engine.database.SqlArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The stored subjects.
public final class Subjects {
    private Subjects() {}

    /// Whose subject it is, and its id.
    public record Owned(int tenant, SubjectId id) {}

    /// A subject, what its owner calls it, if anything, and its profile as it is to be stored.
    public record Named(Subject subject, Optional<String> ref, StoredProfile profile) {}

    public static void insert(Handle handle, List<Named> named) {
        Columns<Subject> column = new Columns<>(named.stream().map(Named::subject).toList());
        Columns<StoredProfile> profile = new Columns<>(named.stream().map(Named::profile).toList());
        handle.createUpdate(
                        """
                        -- insert subjects
                        INSERT INTO subject (slot, tenant_id, id, ref, kind, zone, dates, attributes, version,
                                             created_at, updated_at)
                        SELECT unnest(:slots), unnest(:tenants), unnest(:ids), unnest(:refs), unnest(:kinds),
                               unnest(:zones), unnest(:dates)::jsonb, unnest(:attributes)::jsonb, unnest(:versions),
                               unnest(:createdAts), unnest(:updatedAts)
                        """)
                .bind(
                        "slots",
                        SqlArray.of(Short.class, column.of(it -> it.id().slot().shortNumber())))
                .bind("tenants", SqlArray.of(Integer.class, column.of(Subject::tenant)))
                .bind("ids", SqlArray.of(UUID.class, column.of(it -> it.id().uuid())))
                .bind("refs", SqlArray.of(String.class, new Columns<>(named).ofMaybe(Named::ref)))
                .bind("kinds", SqlArray.of(String.class, column.of(Subject::kind)))
                .bind("zones", SqlArray.of(String.class, profile.of(StoredProfile::zone)))
                .bind("dates", SqlArray.of(String.class, profile.of(StoredProfile::dates)))
                .bind(
                        "attributes",
                        SqlArray.of(String.class, profile.of(StoredProfile::attributes)))
                .bind("versions", SqlArray.of(Integer.class, column.of(Subject::version)))
                .bind("createdAts", SqlArray.of(Instant.class, column.of(Subject::createdAt)))
                .bind("updatedAts", SqlArray.of(Instant.class, column.of(Subject::updatedAt)))
                .execute();
    }

    public static Optional<Subject> find(Handle handle, int tenant, SubjectId id) {
        return handle.createQuery(
                        """
                        -- find a subject
                        SELECT tenant_id, id, kind, zone, dates, attributes, version, created_at, updated_at
                        FROM subject
                        WHERE slot = :slot AND tenant_id = :tenant AND id = :id
                        """)
                .bind("slot", id.slot().number())
                .bind("tenant", tenant)
                .bind("id", id.uuid())
                .map(Subjects::read)
                .findOne();
    }

    /// The subjects of these ids that exist and can be read.
    public static Map<SubjectId, Subject> findAll(Handle handle, Collection<Owned> ids) {
        List<Stored> stored =
                handle.createQuery(
                                """
                                -- read the subjects of a batch
                                SELECT s.tenant_id, s.id, s.kind, s.zone, s.dates, s.attributes, s.version, s.created_at,
                                       s.updated_at
                                FROM unnest(:slots, :tenants, :ids) AS wanted (slot, tenant_id, id)
                                JOIN subject s ON s.slot = wanted.slot AND s.tenant_id = wanted.tenant_id AND s.id = wanted.id
                                """)
                        .bind("slots", SqlArray.of(Short.class, slots(ids)))
                        .bind("tenants", SqlArray.of(Integer.class, tenants(ids)))
                        .bind("ids", SqlArray.of(UUID.class, uuids(ids)))
                        .map((row, _) -> Stored.of(row))
                        .list();
        List<Optional<Profile>> profiles =
                StoredProfile.readable(stored.stream().map(Stored::profile).toList());
        Map<SubjectId, Subject> found = HashMap.newHashMap(stored.size());
        for (int i = 0; i < stored.size(); i++) {
            Stored one = stored.get(i);
            profiles.get(i).ifPresent(profile -> found.put(one.id(), one.with(profile)));
        }
        return found;
    }

    /// Locks those of these subjects that exist against deletion until the transaction ends, and
    /// names them.
    public static List<SubjectId> holdExisting(Handle handle, Collection<Owned> ids) {
        return handle.createQuery(
                        """
                        -- hold existing subjects
                        SELECT s.id
                        FROM subject s
                        JOIN unnest(:slots, :tenants, :ids) AS wanted (slot, tenant_id, id)
                             ON s.slot = wanted.slot AND s.tenant_id = wanted.tenant_id AND s.id = wanted.id
                        ORDER BY s.slot, s.tenant_id, s.id
                        FOR KEY SHARE OF s
                        """)
                .bind("slots", SqlArray.of(Short.class, slots(ids)))
                .bind("tenants", SqlArray.of(Integer.class, tenants(ids)))
                .bind("ids", SqlArray.of(UUID.class, uuids(ids)))
                .map((row, context) -> new SubjectId(Rows.uuid(row, "id")))
                .list();
    }

    /// Writes a subject's next version over the one before it.
    public static void update(Handle handle, Subject subject) {
        handle.createUpdate(
                        """
                        -- write a subject
                        UPDATE subject
                        SET zone = :zone, dates = :dates::jsonb, attributes = :attributes::jsonb, version = :version,
                            updated_at = :updatedAt
                        WHERE slot = :slot AND tenant_id = :tenant AND id = :id
                        """)
                .bind("zone", subject.profile().zone())
                .bind("dates", Rows.json(subject.profile().dates()))
                .bind("attributes", Rows.json(subject.profile().attributes()))
                .bind("version", subject.version())
                .bind("updatedAt", subject.updatedAt())
                .bind("slot", subject.id().slot().number())
                .bind("tenant", subject.tenant())
                .bind("id", subject.id().uuid())
                .execute();
    }

    /// Whether there was one to delete.
    public static boolean delete(Handle handle, int tenant, SubjectId id) {
        return handle.createUpdate(
                                """
                                -- delete a subject
                                DELETE FROM subject
                                WHERE slot = :slot AND tenant_id = :tenant AND id = :id
                                """)
                        .bind("slot", id.slot().number())
                        .bind("tenant", tenant)
                        .bind("id", id.uuid())
                        .execute()
                > 0;
    }

    /// A page of a kind's subjects in the order of their ids within their slots, after `after`.
    public static List<Subject> page(
            Handle handle, int tenant, String kind, Optional<SubjectId> after, int limit) {
        return handle.createQuery(
                        """
                        -- list subjects (every slot: a page walks the key from slot to slot)
                        SELECT tenant_id, id, kind, zone, dates, attributes, version, created_at, updated_at
                        FROM subject
                        WHERE (slot, tenant_id, id) > (:slot, :tenant, :id)
                          AND tenant_id = :tenant AND kind = :kind
                        ORDER BY slot, tenant_id, id
                        LIMIT :limit
                        """)
                .bind("slot", after.map(SubjectId::slot).map(Slot::number).orElse(-1))
                .bind("tenant", tenant)
                .bind("id", after.map(SubjectId::uuid).orElse(new UUID(0, 0)))
                .bind("kind", kind)
                .bind("limit", limit)
                .map(Subjects::read)
                .list();
    }

    private static List<Short> slots(Collection<Owned> ids) {
        return ids.stream().map(owned -> owned.id().slot().shortNumber()).toList();
    }

    private static List<Integer> tenants(Collection<Owned> ids) {
        return ids.stream().map(Owned::tenant).toList();
    }

    private static List<UUID> uuids(Collection<Owned> ids) {
        return ids.stream().map(owned -> owned.id().uuid()).toList();
    }

    private static Subject read(ResultSet row, StatementContext context) throws SQLException {
        Stored stored = Stored.of(row);
        return stored.with(stored.profile().read());
    }

    /// A row, whose profile is as it is stored.
    private record Stored(
            int tenant,
            SubjectId id,
            String kind,
            StoredProfile profile,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        static Stored of(ResultSet row) throws SQLException {
            return new Stored(
                    row.getInt("tenant_id"),
                    new SubjectId(Rows.uuid(row, "id")),
                    row.getString("kind"),
                    StoredProfile.read(row),
                    row.getInt("version"),
                    Rows.instant(row, "created_at"),
                    Rows.instant(row, "updated_at"));
        }

        Subject with(Profile read) {
            return new Subject(tenant, id, kind, read, version, createdAt, updatedAt);
        }
    }
}
