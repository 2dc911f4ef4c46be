/**
 * The console as its users meet it: a real server in this process, a real Chromium, the keyboard.
 * Checks what no unit test sees: that the parts fit, that nothing violates the content security
 * policy, that axe finds nothing. Neighbours: the server is started through its public entry, the
 * console comes from the class path.
 */
@NullMarked
package io.sluice.console;

import org.jspecify.annotations.NullMarked;
