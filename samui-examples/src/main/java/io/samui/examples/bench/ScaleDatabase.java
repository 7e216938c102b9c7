package io.samui.examples.bench;

import io.samui.core.Samui;
import io.samui.core.SamuiBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows are: SQLite in the data directory, or a PostgreSQL database, which has to be empty.
 *
 * @param url null for SQLite
 */
record ScaleDatabase(
        Path data,
        @Nullable String url,
        @Nullable String user,
        @Nullable String password) {

    /** Copies of every image but for its id, with its boxes and what change detection knows of them; %1$d times %2$d. */
    private static final String COPIES = """
            create temporary table copy as
            with recursive round(k) as (select 1 union all select k + 1 from round where k < %1$d),
                 original as (select id, row_number() over (order by seq) as place from image)
            select %3$s as id, o.id as original, r.k * %2$d + o.place as number
              from round r, original o order by r.k, o.place""";

    private static final String IMAGES = """
            insert into image (id, filename, filename_folded, blob_key, format, width, height, size_in_bytes, sha256, created_at,
                               text_prompt)
            select c.id, i.filename, i.filename_folded, 'images/' || c.id || '.png', i.format, i.width, i.height, i.size_in_bytes, i.sha256,
                   i.created_at, i.text_prompt
              from copy c join image i on i.id = c.original order by c.number""";

    private static final String BOXES = """
            insert into box_annotation (id, image_id, x, y, width, height, prompt_type, created_at)
            select %s, n.image, n.x, n.y, n.width, n.height, n.prompt_type, n.created_at
              from (select c.id as image, b.*, row_number() over (order by c.number, b.seq) as number
                      from copy c join box_annotation b on b.image_id = c.original) n order by n.number""";

    private static final String PROMPTS = """
            insert into image_prompts (image_id, mode, prompt_geometry, prompt_text, positives, negatives)
            select c.id, p.mode, p.prompt_geometry, p.prompt_text, p.positives, p.negatives
              from copy c join image_prompts p on p.image_id = c.original order by c.number, p.mode""";

    String name() {
        return url == null ? "SQLite" : "PostgreSQL";
    }

    /** A builder that keeps its rows here. */
    SamuiBuilder builder() {
        SamuiBuilder builder = Samui.builder().dataDirectory(data);
        Optional.ofNullable(url).ifPresent(value -> builder.setting("samui.database.url", value));
        Optional.ofNullable(user).ifPresent(value -> builder.setting("samui.database.user", value));
        Optional.ofNullable(password).ifPresent(value -> builder.setting("samui.database.password", value));
        return builder;
    }

    /**
     * Copies all images there are, while nobody else uses the database. Ids count up, as those of images that were uploaded one
     * after the other do.
     *
     * @param rounds how many copies of each
     * @param images how many there are
     */
    void multiply(int rounds, int images) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(String.format(
                    Locale.ROOT, COPIES, rounds, images, id("019a0000", "(r.k * " + images + " + o.place)")));
            statement.execute(IMAGES);
            statement.execute(String.format(Locale.ROOT, BOXES, id("019b0000", "n.number")));
            statement.execute(PROMPTS);
            statement.execute("drop table copy");
            connection.commit();
            if (url != null) {
                // what the server does by itself within a minute
                statement.execute("analyze");
                connection.commit();
            }
        }
    }

    private String id(String prefix, String number) {
        String digits = url == null ? "printf('%%012x', " + number + ")" : "lpad(to_hex(" + number + "), 12, '0')";
        String text = "'" + prefix + "-0000-7000-8000-' || " + String.format(Locale.ROOT, digits);
        return url == null ? text : "cast(" + text + " as uuid)";
    }

    private Connection connect() throws SQLException {
        if (url == null) {
            return DriverManager.getConnection(
                    "jdbc:sqlite:" + data.resolve("samui.db").toAbsolutePath());
        }
        return DriverManager.getConnection(url, user, password);
    }
}
