package io.samui.core.persistence;

import io.samui.core.ConfigurationException;
import io.samui.core.Stores;
import io.samui.core.UnitOfWork;
import io.samui.core.annotation.AnnotationStore;
import io.samui.core.history.ResultStore;
import io.samui.core.image.ImageCatalogue;
import io.samui.core.job.ImageStates;
import io.samui.core.job.JobCatalogue;
import io.samui.core.job.JobStore;
import io.samui.core.job.SubmissionKeys;
import io.samui.core.storage.BlobReferences;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stores in SQLite or PostgreSQL. */
public final class JpaStores implements Stores {

    private final Connections connections;
    private final EntityManagerFactory factory;
    private final JpaUnitOfWork unit;
    private final WantedIds wanted;
    private final Dialect dialect;

    private JpaStores(Connections connections, EntityManagerFactory factory, Dialect dialect) {
        this.connections = connections;
        this.factory = factory;
        this.unit = new JpaUnitOfWork(factory, connections);
        this.wanted = new WantedIds(dialect);
        this.dialect = dialect;
    }

    /**
     * Opens the database, bringing its schema up to date. A SQLite file is one process's own until the stores are closed.
     *
     * @param dataDirectory holds {@code samui.db} when no URL is set; null when there is none
     * @throws ConfigurationException when it cannot be opened, saying what to change, or which process has its file
     */
    public static Stores open(DatabaseSettings settings, @Nullable Path dataDirectory) {
        DatabaseUrl url = DatabaseUrl.of(settings, dataDirectory);
        Connections connections;
        try {
            connections = url.dialect() == Dialect.SQLITE
                    ? SqliteConnections.alone(url)
                    : new PostgresConnections(url.jdbc(), settings);
        } catch (ConfigurationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    "The database " + url.shown() + " cannot be opened: " + Causes.rootMessage(e) + ". "
                            + url.dialect().openingHint(),
                    e);
        }
        return open(connections, url.dialect());
    }

    /**
     * Opens stores on a host application's PostgreSQL; the data source stays the host's to close. The tables go into the schema
     * that its connections begin in; give it one of its own where names such as {@code image} and {@code job} are taken.
     * Opening takes three connections, and one more for each other that opens at the same time.
     *
     * @throws ConfigurationException when it leads elsewhere or cannot be used
     */
    public static Stores open(DataSource postgres) {
        return open(new PostgresConnections(postgres), Dialect.POSTGRESQL);
    }

    /**
     * As {@link #open(DataSource)}; calls inside one of the host's transactions join it.
     *
     * @param postgres gives connections of its own: not one that is aware of transactions
     * @throws ConfigurationException when it leads elsewhere or cannot be used
     */
    public static Stores open(DataSource postgres, HostTransactions transactions) {
        return open(new HostConnections(new PostgresConnections(postgres), transactions), Dialect.POSTGRESQL);
    }

    static Stores open(Connections connections, Dialect dialect) {
        try {
            Migrations.run(connections.writer(), dialect);
            return new JpaStores(connections, factory(connections, dialect), dialect);
        } catch (RuntimeException | Error e) {
            connections.close();
            throw e;
        }
    }

    private static EntityManagerFactory factory(Connections connections, Dialect dialect) {
        PersistenceConfiguration configuration = new PersistenceConfiguration("samui")
                .provider("org.hibernate.jpa.HibernatePersistenceProvider")
                .managedClass(InstantConverter.class)
                .managedClass(ImageEntity.class)
                .managedClass(AnnotationEntity.class)
                .managedClass(BoxAnnotationEntity.class)
                .managedClass(PointAnnotationEntity.class)
                .managedClass(JobQueueEntity.class)
                .managedClass(JobEntity.class)
                .managedClass(JobItemEntity.class)
                .managedClass(SubmissionKeyEntity.class)
                .managedClass(ResultEntity.class)
                .property("jakarta.persistence.nonJtaDataSource", connections.dataSource())
                .property(
                        "hibernate.physical_naming_strategy",
                        "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl")
                .property("hibernate.jdbc.batch_size", "200")
                .property("hibernate.order_inserts", "true")
                .property("hibernate.type.preferred_uuid_jdbc_type", dialect.uuidType());
        dialect.hibernateDialect().ifPresent(name -> configuration.property("hibernate.dialect", name));
        try {
            return configuration.createEntityManagerFactory();
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    "Hibernate cannot be started: " + Causes.rootMessage(e)
                            + ". For SQLite it needs org.hibernate.orm:hibernate-community-dialects of its own version on the"
                            + " class path",
                    e);
        }
    }

    @Override
    public UnitOfWork unitOfWork() {
        return unit;
    }

    @Override
    public ImageCatalogue images() {
        return new JpaImageCatalogue(unit, wanted);
    }

    @Override
    public AnnotationStore annotations() {
        return new JpaAnnotationStore(unit, wanted);
    }

    @Override
    public JobStore jobs() {
        return new JpaJobStore(unit);
    }

    @Override
    public JobCatalogue jobCatalogue() {
        return new JpaJobCatalogue(unit, wanted);
    }

    @Override
    public ImageStates imageStates() {
        return new JpaImageStates(unit, wanted, dialect);
    }

    @Override
    public SubmissionKeys submissionKeys() {
        return new JpaSubmissionKeys(unit);
    }

    @Override
    public ResultStore results() {
        return new JpaResultStore(unit, wanted);
    }

    @Override
    public BlobReferences blobReferences() {
        return new JpaBlobReferences(unit, dialect);
    }

    @Override
    public String kind() {
        return dialect.kind();
    }

    @Override
    public AutoCloseable holdQueue() {
        return dialect == Dialect.POSTGRESQL ? PostgresQueueHold.take(connections.writer()) : Stores.super.holdQueue();
    }

    @Override
    public void close() {
        if (factory.isOpen()) {
            try (connections) {
                factory.close();
            }
        }
    }
}
