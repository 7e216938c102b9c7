package io.samui.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.samui.core.InvalidInputException;
import io.samui.core.NotFoundException;
import io.samui.core.PageRequest;
import io.samui.core.Samui;
import io.samui.core.annotation.PromptType;
import io.samui.core.image.ImageId;
import io.samui.core.image.ImageUpload;
import io.samui.core.inference.SegmentationMode;
import io.samui.core.job.Job;
import io.samui.core.job.JobRequest;
import io.samui.core.job.JobStatus;
import io.samui.core.mask.PixelBox;
import io.samui.core.storage.BlobSource;
import io.samui.core.testkit.TinySam1;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A Spring Boot application with a database of its own has samui in it, and one transaction over both. */
class SpringHostTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(SamuiConfiguration.class)
    static class Application {}

    @TempDir
    private static Path temp;

    private static EmbeddedPostgres postgres;
    private static ConfigurableApplicationContext context;

    private final Samui samui = context.getBean(Samui.class);
    private final JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
    private final TransactionTemplate transaction =
            new TransactionTemplate(context.getBean(PlatformTransactionManager.class));

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.url=jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                        "--spring.datasource.username=postgres",
                        "--samui.data-dir=" + temp.resolve("data"),
                        "--samui.inference.model=" + TinySam1.copyTo(temp.resolve("tiny")));
        context.getBean(JdbcTemplate.class).execute("create table customer_order (image_id uuid)");
    }

    @AfterAll
    static void stop() throws Exception {
        context.close();
        postgres.close();
    }

    @BeforeEach
    void noOrders() {
        jdbc.update("delete from customer_order");
        samui.images()
                .list(PageRequest.unpaged())
                .entries()
                .forEach(image -> samui.images().delete(image.id()));
    }

    /** An image, a prompt, a job, and the application's own row that names the image. */
    private Job order() {
        ImageId image = samui.images()
                .upload(new ImageUpload("shapes.png", null, BlobSource.of(TinySam1.picture())))
                .id();
        samui.annotations().addBox(image, new PixelBox(230, 40, 130, 110), PromptType.SEGMENT);
        jdbc.update("insert into customer_order values (?)", image.value());
        return samui.jobs().submit(JobRequest.of(SegmentationMode.INSIDE_BOX, List.of(image)));
    }

    private long orders() {
        return jdbc.queryForObject(
                "select count(*) from customer_order o join image i on i.id = o.image_id", Long.class);
    }

    @Test
    void what_it_commits_is_there_with_samuis_rows_and_the_job_runs() throws Exception {
        Job job = transaction.execute(status -> {
            Job submitted = order();
            assertThat(samui.jobs().get(submitted.id()).status())
                    .as("inside it is there")
                    .isEqualTo(JobStatus.QUEUED);
            return submitted;
        });

        assertThat(orders()).isEqualTo(1);
        assertThat(samui.jobs().await(job.id(), Duration.ofMinutes(2)).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void what_it_rolls_back_takes_samuis_rows_along() {
        Job job = transaction.execute(status -> {
            Job submitted = order();
            status.setRollbackOnly();
            return submitted;
        });

        assertThat(jdbc.queryForObject("select count(*) from customer_order", Long.class))
                .isZero();
        assertThat(samui.images().count()).isZero();
        assertThatThrownBy(() -> samui.jobs().get(job.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void an_exception_of_the_applications_own_does_the_same() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    order();
                    throw new IllegalStateException("out of stock");
                }))
                .hasMessage("out of stock");

        assertThat(samui.images().count()).isZero();
    }

    @Test
    void what_samui_refuses_leaves_the_transaction_to_the_application() {
        transaction.executeWithoutResult(status -> {
            Job job = order();
            assertThatThrownBy(() -> samui.jobs().submit(JobRequest.of(SegmentationMode.POINT, List.of())))
                    .isInstanceOf(InvalidInputException.class);
            assertThat(samui.jobs().get(job.id())).isNotNull();
        });

        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void without_a_transaction_calls_are_on_their_own() throws Exception {
        Job job = order();

        assertThat(orders()).isEqualTo(1);
        assertThat(samui.jobs().await(job.id(), Duration.ofMinutes(2)).status()).isEqualTo(JobStatus.COMPLETED);
    }
}
