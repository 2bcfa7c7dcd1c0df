/** Who is signed in, what headers a page carries, and which posted forms are trusted. */
@NullMarked
package org.chartseal.web.security;

import org.jspecify.annotations.NullMarked;
