/** Reading untrusted JSON inside this module; not exported from it. */
@NullMarked
package ai.kelix.core.internal.json;

import org.jspecify.annotations.NullMarked;
