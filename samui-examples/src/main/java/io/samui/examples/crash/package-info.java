/**
 * Two programs that judge the real server from outside: {@link io.samui.examples.crash.KillProgram} kills it in the middle of its
 * work, again and again, and looks what is left; {@link io.samui.examples.crash.Soak} has it work through one long job. Neither
 * shares code with the server: they speak HTTP, read its database with plain SQL and list its files.
 */
@NullMarked
package io.samui.examples.crash;

import org.jspecify.annotations.NullMarked;
