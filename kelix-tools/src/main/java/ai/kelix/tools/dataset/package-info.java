/**
 * How training data are laid out before any network sees them: which ids are targets, how documents
 * fill packs, and to which sizes pictures are brought (kelix-training §1). Plain numbers; no
 * backend.
 */
@NullMarked
package ai.kelix.tools.dataset;

import org.jspecify.annotations.NullMarked;
