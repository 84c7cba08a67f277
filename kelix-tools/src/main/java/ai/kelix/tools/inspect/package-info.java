/** What a model folder holds and what its networks demand, found without computing. */
@NullMarked
package ai.kelix.tools.inspect;

import org.jspecify.annotations.NullMarked;
