/**
 * samui in a Spring application: {@link io.samui.examples.spring.SpringTransactions} has it join the application's transactions, and
 * {@link io.samui.examples.spring.SamuiConfiguration} makes it a bean on the application's database.
 */
@NullMarked
package io.samui.examples.spring;

import org.jspecify.annotations.NullMarked;
