/** First codebooks and code embeddings of a new model, from K-means centres of features. */
@NullMarked
package ai.kelix.tools.codebook;

import org.jspecify.annotations.NullMarked;
