package io.samui.examples.crash;

import io.samui.examples.crash.Rows.Image;
import io.samui.examples.crash.Rows.Item;
import io.samui.examples.crash.Rows.Job;
import io.samui.examples.crash.Rows.Result;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads everything that is judged in one transaction, so that it is of one moment. */
final class RowReader {

    private static final int AT_A_TIME = 1000;

    private RowReader() {}

    /** Ids come as text from either database. */
    static Rows read(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(AT_A_TIME);
            Rows rows = new Rows(images(statement), results(statement), jobs(statement, items(statement)));
            connection.rollback();
            return rows;
        }
    }

    private static Map<String, Image> images(Statement statement) throws SQLException {
        Map<String, Image> images = new HashMap<>();
        try (ResultSet row = statement.executeQuery("select id, blob_key, width, height from image")) {
            while (row.next()) {
                images.put(
                        row.getString(1), new Image(row.getString(1), row.getString(2), row.getInt(3), row.getInt(4)));
            }
        }
        return images;
    }

    private static Map<String, Result> results(Statement statement) throws SQLException {
        Map<String, Result> results = new HashMap<>();
        try (ResultSet row = statement.executeQuery("select id, job_id, image_id, mask_key, coco_key from result")) {
            while (row.next()) {
                results.put(
                        row.getString(1),
                        new Result(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5)));
            }
        }
        return results;
    }

    private static Map<Long, List<Item>> items(Statement statement) throws SQLException {
        Map<Long, List<Item>> items = new HashMap<>();
        try (ResultSet row = statement.executeQuery(
                "select job_seq, image_id, status, result_id, message" + " from job_item order by job_seq, position")) {
            while (row.next()) {
                items.computeIfAbsent(row.getLong(1), seq -> new ArrayList<>())
                        .add(new Item(row.getString(2), row.getString(3), text(row, 4), text(row, 5)));
            }
        }
        return items;
    }

    private static List<Job> jobs(Statement statement, Map<Long, List<Item>> items) throws SQLException {
        List<Job> jobs = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("select seq, id, status, error, total, processed, skipped, failed,"
                + " cancelled, started_at from job order by seq")) {
            while (row.next()) {
                jobs.add(new Job(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        text(row, 4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7),
                        row.getInt(8),
                        row.getInt(9),
                        row.getLong(10),
                        items.getOrDefault(row.getLong(1), List.of())));
            }
        }
        return jobs;
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
