namespace Validation.Simulators.StandIns.LibvirtExporter.Wire;

/// <summary>The remote procedures an exporter calls. Source: libvirt's <c>remote_protocol.x</c>; numbers never change.</summary>
internal static class Procedure
{
    internal const int ConnectOpen = 1;
    internal const int ConnectClose = 2;
    internal const int DomainGetXmlDesc = 14;
    internal const int DomainGetInfo = 16;
    internal const int AuthList = 66;
    internal const int AuthPolkit = 70;
    internal const int StoragePoolGetInfo = 87;
    internal const int DomainIsActive = 150;
    internal const int DomainGetJobInfo = 163;
    internal const int ConnectListAllDomains = 273;
    internal const int ConnectListAllStoragePools = 281;
    internal const int ConnectGetAllDomainStats = 344;
}
