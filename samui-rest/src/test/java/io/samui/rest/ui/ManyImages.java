package io.samui.rest.ui;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Copies images and their prompts in a database that no server uses; copies share the files of their originals. */
final class ManyImages {

    private ManyImages() {}

    /** Until there are about that many. */
    static void multiply(Path database, int images) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.toAbsolutePath());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            int originals = count(statement);
            statement.execute("create temporary table copy as with recursive round(k) as"
                    + " (select 1 union all select k + 1 from round where k < " + (images / originals - 1) + ")"
                    + " select " + id("019a0000", "row_number() over (order by k, seq)") + " as id, i.id as original"
                    + " from round, image i order by k, seq");
            statement.execute("create index copy_original on copy (original)");
            copy(statement, "image", "id");
            copy(statement, "box_annotation", "image_id");
            copy(statement, "image_prompts", "image_id");
            connection.commit();
        }
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("select count(*) from image")) {
            return result.getInt(1);
        }
    }

    /** All columns as they are, but for ids. */
    private static void copy(Statement statement, String table, String image) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("select name from pragma_table_info('" + table + "')")) {
            while (result.next()) {
                String column = result.getString(1);
                if (!column.equals("seq")) {
                    columns.add(column);
                    values.add(
                            column.equals(image)
                                    ? "c.id"
                                    : column.equals("id") ? id("019b0000", "c.rowid") : "t." + column);
                }
            }
        }
        statement.execute("insert into " + table + " (" + String.join(", ", columns) + ") select "
                + String.join(", ", values) + " from copy c join " + table + " t on t." + image
                + " = c.original order by c.rowid");
    }

    private static String id(String prefix, String number) {
        return "'" + prefix + "-0000-7000-8000-' || printf('%012x', " + number + ")";
    }
}
