/**
 * JPA stores on SQLite and PostgreSQL. Entities are package-private and know how to become domain values; nothing else in samui
 * imports {@code jakarta.persistence}.
 */
@NullMarked
package io.samui.core.persistence;

import org.jspecify.annotations.NullMarked;
