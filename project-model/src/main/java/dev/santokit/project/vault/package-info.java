/**
 * Values of secrets, sealed: HPKE (RFC 9180, base mode) with X25519, HKDF-SHA256 and AES-256-GCM.
 * Whoever has a project's public key can seal; only who has its keyset can open. A sealed value may
 * stand anywhere; it opens as the one secret of the one project that it was sealed for.
 */
@NullMarked
package dev.santokit.project.vault;

import org.jspecify.annotations.NullMarked;
