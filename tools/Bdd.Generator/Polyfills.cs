namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler use init accessors, and so records, on this target.</summary>
internal static class IsExternalInit;
