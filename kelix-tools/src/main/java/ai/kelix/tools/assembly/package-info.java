/**
 * A Kelix from public parts that never knew each other: language model, vision tower, image
 * decoder.
 *
 * <p>Start at {@link ai.kelix.tools.assembly.Assembly}. What a part brings is copied bit by bit;
 * what none brings is drawn ({@link ai.kelix.model.initial}), except the codebooks, which are
 * K-means centres of features, and the embeddings of the codes. Nothing is trained here.
 */
@NullMarked
package ai.kelix.tools.assembly;

import org.jspecify.annotations.NullMarked;
