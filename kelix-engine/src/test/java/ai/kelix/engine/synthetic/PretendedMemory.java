package ai.kelix.engine.synthetic;

import ai.kelix.engine.MemoryProbe;
import java.util.OptionalLong;

/**
 * A machine with so much memory.
 *
 * @param physical what is free; empty if the system does not tell
 * @param heap by which the heap can grow
 */
public record PretendedMemory(OptionalLong physical, long heap) implements MemoryProbe {}
