namespace Validation.Simulators.StandIns.LibvirtExporter.Exposition;

/// <summary>What the rows of a family are about. Families of one subject share their rows and labels.</summary>
internal enum Subject
{
    /// <summary>The host: no labels.</summary>
    Host,

    /// <summary>Storage pools.</summary>
    Pool,

    /// <summary>The domain itself.</summary>
    Domain,

    /// <summary>The domain with its state in words.</summary>
    State,

    /// <summary>The domain with its operating system and machine.</summary>
    Machine,

    /// <summary>The domain with what Nova wrote into its metadata.</summary>
    OpenStack,

    /// <summary>Disks of the domain's XML.</summary>
    Disk,

    /// <summary>The same disks with all that the XML says of them.</summary>
    DiskInfo,

    /// <summary>Disks as the statistics name them; a CD-ROM is among these.</summary>
    DiskTime,

    /// <summary>Network interfaces of the domain's XML.</summary>
    Interface,

    /// <summary>The same interfaces with all that the XML says of them.</summary>
    InterfaceInfo,

    /// <summary>Virtual processors.</summary>
    Vcpu,
}
