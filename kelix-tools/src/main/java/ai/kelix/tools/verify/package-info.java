/**
 * Verification: runs every stage of a checkpoint on a backend and compares with recorded
 * activations.
 *
 * <p>A folder with a {@code golden.safetensors} beside its weights is verified by the {@link
 * ai.kelix.tools.verify.Verification} of its component. Recorded tensors are found by the form of
 * their names, the arguments with which they were made in {@code arguments.json} beside them;
 * whatever a folder does not record is not checked. A folder of files such as {@code
 * nbp.safetensors} and {@code packing.json} is one of training and verified by {@link
 * ai.kelix.tools.verify.TrainingVerification} with the models beside it. The report has one finding
 * for every recorded tensor, and names those that were not compared with the reason.
 */
@NullMarked
package ai.kelix.tools.verify;

import org.jspecify.annotations.NullMarked;
