/**
 * JPA stores on SQLite and PostgreSQL. Entities are package-private and know how to become domain values; nothing else in samui
 * imports {@code jakarta.persistence}.
 *
 * <p>A host application with a PostgreSQL of its own shares it, and its transactions by {@link io.samui.core.persistence.HostTransactions}:
 *
 * <pre>{@code
 * Samui samui = Samui.builder().stores(JpaStores.open(dataSource, hostTransactions)).build();
 * }</pre>
 */
@NullMarked
package io.samui.core.persistence;

import org.jspecify.annotations.NullMarked;
