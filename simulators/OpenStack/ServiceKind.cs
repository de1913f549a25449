namespace Validation.Simulators.OpenStack;

/// <summary>The services that the simulator speaks for.</summary>
public enum ServiceKind
{
    /// <summary>Keystone v3.</summary>
    Identity,

    /// <summary>Nova v2.1.</summary>
    Compute,

    /// <summary>Neutron v2.0.</summary>
    Network,

    /// <summary>Cinder v3.</summary>
    BlockStorage,

    /// <summary>Glance v2.</summary>
    Image,

    /// <summary>Placement v1.</summary>
    Placement,

    /// <summary>Octavia v2.</summary>
    LoadBalancer,

    /// <summary>Heat v1.</summary>
    Orchestration,
}
